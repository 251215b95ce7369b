from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_queue_item import PageQueueItem
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    name: str,
    *,
    owner: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["owner"] = owner

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/queues/{name}".format(
            name=quote(str(name), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageQueueItem | Problem:
    if response.status_code == 200:
        response_200 = PageQueueItem.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageQueueItem | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    name: str,
    *,
    client: AuthenticatedClient,
    owner: str | Unset = "",
) -> Response[PageQueueItem | Problem]:
    """Read Queue

     List what waits in a queue, the oldest first.

    Args:
        name (str):
        owner (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageQueueItem | Problem]
    """

    kwargs = _get_kwargs(
        name=name,
        owner=owner,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    name: str,
    *,
    client: AuthenticatedClient,
    owner: str | Unset = "",
) -> PageQueueItem | Problem | None:
    """Read Queue

     List what waits in a queue, the oldest first.

    Args:
        name (str):
        owner (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageQueueItem | Problem
    """

    return sync_detailed(
        name=name,
        client=client,
        owner=owner,
    ).parsed


async def asyncio_detailed(
    name: str,
    *,
    client: AuthenticatedClient,
    owner: str | Unset = "",
) -> Response[PageQueueItem | Problem]:
    """Read Queue

     List what waits in a queue, the oldest first.

    Args:
        name (str):
        owner (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageQueueItem | Problem]
    """

    kwargs = _get_kwargs(
        name=name,
        owner=owner,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    name: str,
    *,
    client: AuthenticatedClient,
    owner: str | Unset = "",
) -> PageQueueItem | Problem | None:
    """Read Queue

     List what waits in a queue, the oldest first.

    Args:
        name (str):
        owner (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageQueueItem | Problem
    """

    return (
        await asyncio_detailed(
            name=name,
            client=client,
            owner=owner,
        )
    ).parsed
