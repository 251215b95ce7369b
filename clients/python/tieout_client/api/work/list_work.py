from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.list_work_state_type_0 import ListWorkStateType0
from ...models.page_work import PageWork
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    after: str | Unset = "",
    state: ListWorkStateType0 | None | Unset = UNSET,
    kind: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["after"] = after

    json_state: None | str | Unset
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, str):
        json_state = state
    else:
        json_state = state
    params["state"] = json_state

    params["kind"] = kind

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageWork | Problem:
    if response.status_code == 200:
        response_200 = PageWork.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageWork | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    state: ListWorkStateType0 | None | Unset = UNSET,
    kind: str | Unset = "",
) -> Response[PageWork | Problem]:
    """List Work

     List work of every entity, the newest first.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        state (ListWorkStateType0 | None | Unset): `dead` is what was given up, with its reason.
        kind (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageWork | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        state=state,
        kind=kind,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    state: ListWorkStateType0 | None | Unset = UNSET,
    kind: str | Unset = "",
) -> PageWork | Problem | None:
    """List Work

     List work of every entity, the newest first.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        state (ListWorkStateType0 | None | Unset): `dead` is what was given up, with its reason.
        kind (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageWork | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        after=after,
        state=state,
        kind=kind,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    state: ListWorkStateType0 | None | Unset = UNSET,
    kind: str | Unset = "",
) -> Response[PageWork | Problem]:
    """List Work

     List work of every entity, the newest first.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        state (ListWorkStateType0 | None | Unset): `dead` is what was given up, with its reason.
        kind (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageWork | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        state=state,
        kind=kind,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    state: ListWorkStateType0 | None | Unset = UNSET,
    kind: str | Unset = "",
) -> PageWork | Problem | None:
    """List Work

     List work of every entity, the newest first.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        state (ListWorkStateType0 | None | Unset): `dead` is what was given up, with its reason.
        kind (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageWork | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            after=after,
            state=state,
            kind=kind,
        )
    ).parsed
