from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.knowledge_in_full import KnowledgeInFull
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    knowledge_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/knowledge/{knowledge_id}".format(
            knowledge_id=quote(str(knowledge_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> KnowledgeInFull | Problem:
    if response.status_code == 200:
        response_200 = KnowledgeInFull.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[KnowledgeInFull | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    knowledge_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[KnowledgeInFull | Problem]:
    """Read Knowledge

     Read one thing that is known, with every answer for and against it.

    Args:
        knowledge_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[KnowledgeInFull | Problem]
    """

    kwargs = _get_kwargs(
        knowledge_id=knowledge_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    knowledge_id: str,
    *,
    client: AuthenticatedClient,
) -> KnowledgeInFull | Problem | None:
    """Read Knowledge

     Read one thing that is known, with every answer for and against it.

    Args:
        knowledge_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        KnowledgeInFull | Problem
    """

    return sync_detailed(
        knowledge_id=knowledge_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    knowledge_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[KnowledgeInFull | Problem]:
    """Read Knowledge

     Read one thing that is known, with every answer for and against it.

    Args:
        knowledge_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[KnowledgeInFull | Problem]
    """

    kwargs = _get_kwargs(
        knowledge_id=knowledge_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    knowledge_id: str,
    *,
    client: AuthenticatedClient,
) -> KnowledgeInFull | Problem | None:
    """Read Knowledge

     Read one thing that is known, with every answer for and against it.

    Args:
        knowledge_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        KnowledgeInFull | Problem
    """

    return (
        await asyncio_detailed(
            knowledge_id=knowledge_id,
            client=client,
        )
    ).parsed
