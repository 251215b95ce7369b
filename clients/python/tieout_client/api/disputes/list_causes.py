import datetime
from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_root_cause import PageRootCause
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    *,
    first: datetime.date,
    last: datetime.date,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_first = first.isoformat()
    params["first"] = json_first

    json_last = last.isoformat()
    params["last"] = json_last

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/disputes/causes",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageRootCause | Problem:
    if response.status_code == 200:
        response_200 = PageRootCause.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageRootCause | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    first: datetime.date,
    last: datetime.date,
) -> Response[PageRootCause | Problem]:
    """List Causes

     List what closed cases came from, the most money first.

    Args:
        first (datetime.date):
        last (datetime.date):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageRootCause | Problem]
    """

    kwargs = _get_kwargs(
        first=first,
        last=last,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    first: datetime.date,
    last: datetime.date,
) -> PageRootCause | Problem | None:
    """List Causes

     List what closed cases came from, the most money first.

    Args:
        first (datetime.date):
        last (datetime.date):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageRootCause | Problem
    """

    return sync_detailed(
        client=client,
        first=first,
        last=last,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    first: datetime.date,
    last: datetime.date,
) -> Response[PageRootCause | Problem]:
    """List Causes

     List what closed cases came from, the most money first.

    Args:
        first (datetime.date):
        last (datetime.date):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageRootCause | Problem]
    """

    kwargs = _get_kwargs(
        first=first,
        last=last,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    first: datetime.date,
    last: datetime.date,
) -> PageRootCause | Problem | None:
    """List Causes

     List what closed cases came from, the most money first.

    Args:
        first (datetime.date):
        last (datetime.date):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageRootCause | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            first=first,
            last=last,
        )
    ).parsed
