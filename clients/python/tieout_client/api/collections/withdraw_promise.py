from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.new_withdrawal import NewWithdrawal
from ...models.problem import Problem
from ...models.promise_withdrawn import PromiseWithdrawn
from ...types import Response, Unset


def _get_kwargs(
    promise_id: str,
    *,
    body: NewWithdrawal,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/collections/promises/{promise_id}/withdrawal".format(
            promise_id=quote(str(promise_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | PromiseWithdrawn:
    if response.status_code == 200:
        response_200 = PromiseWithdrawn.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | PromiseWithdrawn]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    promise_id: str,
    *,
    client: AuthenticatedClient,
    body: NewWithdrawal,
    idempotency_key: str | Unset = "",
) -> Response[Problem | PromiseWithdrawn]:
    """Withdraw Promise

     End a promise that the customer took back.

    Args:
        promise_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewWithdrawal): Why a promise no longer counts.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | PromiseWithdrawn]
    """

    kwargs = _get_kwargs(
        promise_id=promise_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    promise_id: str,
    *,
    client: AuthenticatedClient,
    body: NewWithdrawal,
    idempotency_key: str | Unset = "",
) -> Problem | PromiseWithdrawn | None:
    """Withdraw Promise

     End a promise that the customer took back.

    Args:
        promise_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewWithdrawal): Why a promise no longer counts.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | PromiseWithdrawn
    """

    return sync_detailed(
        promise_id=promise_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    promise_id: str,
    *,
    client: AuthenticatedClient,
    body: NewWithdrawal,
    idempotency_key: str | Unset = "",
) -> Response[Problem | PromiseWithdrawn]:
    """Withdraw Promise

     End a promise that the customer took back.

    Args:
        promise_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewWithdrawal): Why a promise no longer counts.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | PromiseWithdrawn]
    """

    kwargs = _get_kwargs(
        promise_id=promise_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    promise_id: str,
    *,
    client: AuthenticatedClient,
    body: NewWithdrawal,
    idempotency_key: str | Unset = "",
) -> Problem | PromiseWithdrawn | None:
    """Withdraw Promise

     End a promise that the customer took back.

    Args:
        promise_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewWithdrawal): Why a promise no longer counts.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | PromiseWithdrawn
    """

    return (
        await asyncio_detailed(
            promise_id=promise_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
