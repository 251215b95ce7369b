from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.list_knowledge_kind import ListKnowledgeKind
from ...models.list_knowledge_status import ListKnowledgeStatus
from ...models.page_knowledge import PageKnowledge
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    after: str | Unset = "",
    status: ListKnowledgeStatus | Unset = "",
    kind: ListKnowledgeKind | Unset = "",
    customer_number: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["after"] = after

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status

    params["status"] = json_status

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind

    params["kind"] = json_kind

    params["customer_number"] = customer_number

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/knowledge",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageKnowledge | Problem:
    if response.status_code == 200:
        response_200 = PageKnowledge.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageKnowledge | Problem]:
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
    status: ListKnowledgeStatus | Unset = "",
    kind: ListKnowledgeKind | Unset = "",
    customer_number: str | Unset = "",
) -> Response[PageKnowledge | Problem]:
    """List Knowledge

     List what was taught, what waits for a second person first.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        status (ListKnowledgeStatus | Unset):  Default: ''.
        kind (ListKnowledgeKind | Unset):  Default: ''.
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageKnowledge | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        status=status,
        kind=kind,
        customer_number=customer_number,
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
    status: ListKnowledgeStatus | Unset = "",
    kind: ListKnowledgeKind | Unset = "",
    customer_number: str | Unset = "",
) -> PageKnowledge | Problem | None:
    """List Knowledge

     List what was taught, what waits for a second person first.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        status (ListKnowledgeStatus | Unset):  Default: ''.
        kind (ListKnowledgeKind | Unset):  Default: ''.
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageKnowledge | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        after=after,
        status=status,
        kind=kind,
        customer_number=customer_number,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    status: ListKnowledgeStatus | Unset = "",
    kind: ListKnowledgeKind | Unset = "",
    customer_number: str | Unset = "",
) -> Response[PageKnowledge | Problem]:
    """List Knowledge

     List what was taught, what waits for a second person first.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        status (ListKnowledgeStatus | Unset):  Default: ''.
        kind (ListKnowledgeKind | Unset):  Default: ''.
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageKnowledge | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        status=status,
        kind=kind,
        customer_number=customer_number,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    status: ListKnowledgeStatus | Unset = "",
    kind: ListKnowledgeKind | Unset = "",
    customer_number: str | Unset = "",
) -> PageKnowledge | Problem | None:
    """List Knowledge

     List what was taught, what waits for a second person first.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        status (ListKnowledgeStatus | Unset):  Default: ''.
        kind (ListKnowledgeKind | Unset):  Default: ''.
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageKnowledge | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            after=after,
            status=status,
            kind=kind,
            customer_number=customer_number,
        )
    ).parsed
