from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.knowledge import Knowledge
from ...models.problem import Problem
from ...models.signed import Signed
from ...types import Response, Unset


def _get_kwargs(
    knowledge_id: str,
    *,
    body: Signed,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    if not isinstance(if_match, Unset):
        headers["if-match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/knowledge/{knowledge_id}/retirement".format(
            knowledge_id=quote(str(knowledge_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Knowledge | Problem:
    if response.status_code == 200:
        response_200 = Knowledge.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Knowledge | Problem]:
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
    body: Signed,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Knowledge | Problem]:
    """Retire Knowledge

     Take it back: it is not learned again until somebody proposes or approves it.

    Args:
        knowledge_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Signed): An act by hand: `by` is the person, as the trail names him; a second person
            is another name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Knowledge | Problem]
    """

    kwargs = _get_kwargs(
        knowledge_id=knowledge_id,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    knowledge_id: str,
    *,
    client: AuthenticatedClient,
    body: Signed,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Knowledge | Problem | None:
    """Retire Knowledge

     Take it back: it is not learned again until somebody proposes or approves it.

    Args:
        knowledge_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Signed): An act by hand: `by` is the person, as the trail names him; a second person
            is another name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Knowledge | Problem
    """

    return sync_detailed(
        knowledge_id=knowledge_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    knowledge_id: str,
    *,
    client: AuthenticatedClient,
    body: Signed,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Knowledge | Problem]:
    """Retire Knowledge

     Take it back: it is not learned again until somebody proposes or approves it.

    Args:
        knowledge_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Signed): An act by hand: `by` is the person, as the trail names him; a second person
            is another name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Knowledge | Problem]
    """

    kwargs = _get_kwargs(
        knowledge_id=knowledge_id,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    knowledge_id: str,
    *,
    client: AuthenticatedClient,
    body: Signed,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Knowledge | Problem | None:
    """Retire Knowledge

     Take it back: it is not learned again until somebody proposes or approves it.

    Args:
        knowledge_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Signed): An act by hand: `by` is the person, as the trail names him; a second person
            is another name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Knowledge | Problem
    """

    return (
        await asyncio_detailed(
            knowledge_id=knowledge_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
