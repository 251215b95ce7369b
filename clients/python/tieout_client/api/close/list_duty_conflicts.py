from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_duty_conflict import PageDutyConflict
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    closed: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["closed"] = closed

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/duty-conflicts",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageDutyConflict | Problem:
    if response.status_code == 200:
        response_200 = PageDutyConflict.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageDutyConflict | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    closed: bool | Unset = False,
) -> Response[PageDutyConflict | Problem]:
    """List Duty Conflicts

     List the duties at odds that the night found in one person, with owner and state.

    Args:
        closed (bool | Unset): Those that are closed too. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDutyConflict | Problem]
    """

    kwargs = _get_kwargs(
        closed=closed,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    closed: bool | Unset = False,
) -> PageDutyConflict | Problem | None:
    """List Duty Conflicts

     List the duties at odds that the night found in one person, with owner and state.

    Args:
        closed (bool | Unset): Those that are closed too. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDutyConflict | Problem
    """

    return sync_detailed(
        client=client,
        closed=closed,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    closed: bool | Unset = False,
) -> Response[PageDutyConflict | Problem]:
    """List Duty Conflicts

     List the duties at odds that the night found in one person, with owner and state.

    Args:
        closed (bool | Unset): Those that are closed too. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDutyConflict | Problem]
    """

    kwargs = _get_kwargs(
        closed=closed,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    closed: bool | Unset = False,
) -> PageDutyConflict | Problem | None:
    """List Duty Conflicts

     List the duties at odds that the night found in one person, with owner and state.

    Args:
        closed (bool | Unset): Those that are closed too. Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDutyConflict | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            closed=closed,
        )
    ).parsed
