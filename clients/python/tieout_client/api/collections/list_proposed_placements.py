import datetime
from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_proposed_placement import PageProposedPlacement
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    as_of: datetime.date | None | Unset = UNSET,
    floor: int | Unset = 500,
    days: int | Unset = 90,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_as_of: None | str | Unset
    if isinstance(as_of, Unset):
        json_as_of = UNSET
    elif isinstance(as_of, datetime.date):
        json_as_of = as_of.isoformat()
    else:
        json_as_of = as_of
    params["as_of"] = json_as_of

    params["floor"] = floor

    params["days"] = days

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/collections/placements/proposals",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PageProposedPlacement | Problem:
    if response.status_code == 200:
        response_200 = PageProposedPlacement.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageProposedPlacement | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    floor: int | Unset = 500,
    days: int | Unset = 90,
) -> Response[PageProposedPlacement | Problem]:
    """List Proposed Placements

     List what is old and large enough to be placed, neither disputed, promised, in a plan nor placed
    already.

    Args:
        as_of (datetime.date | None | Unset):
        floor (int | Unset):  Default: 500.
        days (int | Unset):  Default: 90.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageProposedPlacement | Problem]
    """

    kwargs = _get_kwargs(
        as_of=as_of,
        floor=floor,
        days=days,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    floor: int | Unset = 500,
    days: int | Unset = 90,
) -> PageProposedPlacement | Problem | None:
    """List Proposed Placements

     List what is old and large enough to be placed, neither disputed, promised, in a plan nor placed
    already.

    Args:
        as_of (datetime.date | None | Unset):
        floor (int | Unset):  Default: 500.
        days (int | Unset):  Default: 90.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageProposedPlacement | Problem
    """

    return sync_detailed(
        client=client,
        as_of=as_of,
        floor=floor,
        days=days,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    floor: int | Unset = 500,
    days: int | Unset = 90,
) -> Response[PageProposedPlacement | Problem]:
    """List Proposed Placements

     List what is old and large enough to be placed, neither disputed, promised, in a plan nor placed
    already.

    Args:
        as_of (datetime.date | None | Unset):
        floor (int | Unset):  Default: 500.
        days (int | Unset):  Default: 90.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageProposedPlacement | Problem]
    """

    kwargs = _get_kwargs(
        as_of=as_of,
        floor=floor,
        days=days,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    floor: int | Unset = 500,
    days: int | Unset = 90,
) -> PageProposedPlacement | Problem | None:
    """List Proposed Placements

     List what is old and large enough to be placed, neither disputed, promised, in a plan nor placed
    already.

    Args:
        as_of (datetime.date | None | Unset):
        floor (int | Unset):  Default: 500.
        days (int | Unset):  Default: 90.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageProposedPlacement | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            as_of=as_of,
            floor=floor,
            days=days,
        )
    ).parsed
