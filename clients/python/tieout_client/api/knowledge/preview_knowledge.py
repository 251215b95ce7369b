from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.otherwise import Otherwise
from ...models.preview_knowledge_act import PreviewKnowledgeAct
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    knowledge_id: str,
    *,
    act: PreviewKnowledgeAct | Unset = "approve",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_act: str | Unset = UNSET
    if not isinstance(act, Unset):
        json_act = act

    params["act"] = json_act

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/knowledge/{knowledge_id}/preview".format(
            knowledge_id=quote(str(knowledge_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Otherwise | Problem:
    if response.status_code == 200:
        response_200 = Otherwise.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Otherwise | Problem]:
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
    act: PreviewKnowledgeAct | Unset = "approve",
) -> Response[Otherwise | Problem]:
    """Preview Knowledge

     Say which waiting receipts approving or retiring it would decide otherwise; nothing changes.

    Args:
        knowledge_id (str):
        act (PreviewKnowledgeAct | Unset):  Default: 'approve'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Otherwise | Problem]
    """

    kwargs = _get_kwargs(
        knowledge_id=knowledge_id,
        act=act,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    knowledge_id: str,
    *,
    client: AuthenticatedClient,
    act: PreviewKnowledgeAct | Unset = "approve",
) -> Otherwise | Problem | None:
    """Preview Knowledge

     Say which waiting receipts approving or retiring it would decide otherwise; nothing changes.

    Args:
        knowledge_id (str):
        act (PreviewKnowledgeAct | Unset):  Default: 'approve'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Otherwise | Problem
    """

    return sync_detailed(
        knowledge_id=knowledge_id,
        client=client,
        act=act,
    ).parsed


async def asyncio_detailed(
    knowledge_id: str,
    *,
    client: AuthenticatedClient,
    act: PreviewKnowledgeAct | Unset = "approve",
) -> Response[Otherwise | Problem]:
    """Preview Knowledge

     Say which waiting receipts approving or retiring it would decide otherwise; nothing changes.

    Args:
        knowledge_id (str):
        act (PreviewKnowledgeAct | Unset):  Default: 'approve'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Otherwise | Problem]
    """

    kwargs = _get_kwargs(
        knowledge_id=knowledge_id,
        act=act,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    knowledge_id: str,
    *,
    client: AuthenticatedClient,
    act: PreviewKnowledgeAct | Unset = "approve",
) -> Otherwise | Problem | None:
    """Preview Knowledge

     Say which waiting receipts approving or retiring it would decide otherwise; nothing changes.

    Args:
        knowledge_id (str):
        act (PreviewKnowledgeAct | Unset):  Default: 'approve'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Otherwise | Problem
    """

    return (
        await asyncio_detailed(
            knowledge_id=knowledge_id,
            client=client,
            act=act,
        )
    ).parsed
