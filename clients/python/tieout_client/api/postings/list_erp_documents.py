from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.list_erp_documents_state_type_0 import ListErpDocumentsStateType0
from ...models.page_document import PageDocument
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    erp: str,
    *,
    limit: int | Unset = 50,
    after: str | Unset = "",
    state: ListErpDocumentsStateType0 | None | Unset = UNSET,
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

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/erps/{erp}/documents".format(
            erp=quote(str(erp), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageDocument | Problem:
    if response.status_code == 200:
        response_200 = PageDocument.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    erp: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    state: ListErpDocumentsStateType0 | None | Unset = UNSET,
) -> Response[PageDocument | Problem]:
    """List Erp Documents

     List what an ERP was told, in a state, in order of the references.

    Args:
        erp (str):
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        state (ListErpDocumentsStateType0 | None | Unset): Only those in this state.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDocument | Problem]
    """

    kwargs = _get_kwargs(
        erp=erp,
        limit=limit,
        after=after,
        state=state,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    erp: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    state: ListErpDocumentsStateType0 | None | Unset = UNSET,
) -> PageDocument | Problem | None:
    """List Erp Documents

     List what an ERP was told, in a state, in order of the references.

    Args:
        erp (str):
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        state (ListErpDocumentsStateType0 | None | Unset): Only those in this state.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDocument | Problem
    """

    return sync_detailed(
        erp=erp,
        client=client,
        limit=limit,
        after=after,
        state=state,
    ).parsed


async def asyncio_detailed(
    erp: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    state: ListErpDocumentsStateType0 | None | Unset = UNSET,
) -> Response[PageDocument | Problem]:
    """List Erp Documents

     List what an ERP was told, in a state, in order of the references.

    Args:
        erp (str):
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        state (ListErpDocumentsStateType0 | None | Unset): Only those in this state.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDocument | Problem]
    """

    kwargs = _get_kwargs(
        erp=erp,
        limit=limit,
        after=after,
        state=state,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    erp: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    state: ListErpDocumentsStateType0 | None | Unset = UNSET,
) -> PageDocument | Problem | None:
    """List Erp Documents

     List what an ERP was told, in a state, in order of the references.

    Args:
        erp (str):
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        state (ListErpDocumentsStateType0 | None | Unset): Only those in this state.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDocument | Problem
    """

    return (
        await asyncio_detailed(
            erp=erp,
            client=client,
            limit=limit,
            after=after,
            state=state,
        )
    ).parsed
