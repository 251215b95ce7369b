from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.reopening import Reopening
from ...models.waiting import Waiting
from ...types import Response, Unset


def _get_kwargs(
    month: str,
    *,
    body: Reopening,
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
        "url": "/v1/periods/{month}/reopening".format(
            month=quote(str(month), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Waiting:
    if response.status_code == 202:
        response_202 = Waiting.from_dict(response.json())

        return response_202

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Waiting]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    month: str,
    *,
    client: AuthenticatedClient,
    body: Reopening,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Problem | Waiting]:
    """Reopen Period

     Ask to open a closed month again; a second person decides.

    Args:
        month (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Reopening): Who wants a closed month open again, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Waiting]
    """

    kwargs = _get_kwargs(
        month=month,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    month: str,
    *,
    client: AuthenticatedClient,
    body: Reopening,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Problem | Waiting | None:
    """Reopen Period

     Ask to open a closed month again; a second person decides.

    Args:
        month (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Reopening): Who wants a closed month open again, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Waiting
    """

    return sync_detailed(
        month=month,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    month: str,
    *,
    client: AuthenticatedClient,
    body: Reopening,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Problem | Waiting]:
    """Reopen Period

     Ask to open a closed month again; a second person decides.

    Args:
        month (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Reopening): Who wants a closed month open again, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Waiting]
    """

    kwargs = _get_kwargs(
        month=month,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    month: str,
    *,
    client: AuthenticatedClient,
    body: Reopening,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Problem | Waiting | None:
    """Reopen Period

     Ask to open a closed month again; a second person decides.

    Args:
        month (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Reopening): Who wants a closed month open again, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Waiting
    """

    return (
        await asyncio_detailed(
            month=month,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
