import datetime
from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_placement_told import PagePlacementTold
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    as_of: datetime.date | None | Unset = UNSET,
    customer_number: str | Unset = "",
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

    params["customer_number"] = customer_number

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/collections/placements",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PagePlacementTold | Problem:
    if response.status_code == 200:
        response_200 = PagePlacementTold.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PagePlacementTold | Problem]:
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
    customer_number: str | Unset = "",
) -> Response[PagePlacementTold | Problem]:
    """List Placements

     List placements as they stood on a day, the newest first.

    Args:
        as_of (datetime.date | None | Unset):
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PagePlacementTold | Problem]
    """

    kwargs = _get_kwargs(
        as_of=as_of,
        customer_number=customer_number,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    customer_number: str | Unset = "",
) -> PagePlacementTold | Problem | None:
    """List Placements

     List placements as they stood on a day, the newest first.

    Args:
        as_of (datetime.date | None | Unset):
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PagePlacementTold | Problem
    """

    return sync_detailed(
        client=client,
        as_of=as_of,
        customer_number=customer_number,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    customer_number: str | Unset = "",
) -> Response[PagePlacementTold | Problem]:
    """List Placements

     List placements as they stood on a day, the newest first.

    Args:
        as_of (datetime.date | None | Unset):
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PagePlacementTold | Problem]
    """

    kwargs = _get_kwargs(
        as_of=as_of,
        customer_number=customer_number,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    customer_number: str | Unset = "",
) -> PagePlacementTold | Problem | None:
    """List Placements

     List placements as they stood on a day, the newest first.

    Args:
        as_of (datetime.date | None | Unset):
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PagePlacementTold | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            as_of=as_of,
            customer_number=customer_number,
        )
    ).parsed
