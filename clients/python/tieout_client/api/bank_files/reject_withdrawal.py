from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.rejected_withdrawal import RejectedWithdrawal
from ...models.rejection import Rejection
from ...types import Response, Unset


def _get_kwargs(
    file_id: str,
    *,
    body: Rejection,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/withdrawals/{file_id}/rejection".format(
            file_id=quote(str(file_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | RejectedWithdrawal:
    if response.status_code == 200:
        response_200 = RejectedWithdrawal.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | RejectedWithdrawal]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    file_id: str,
    *,
    client: AuthenticatedClient,
    body: Rejection,
    idempotency_key: str | Unset = "",
) -> Response[Problem | RejectedWithdrawal]:
    """Reject Withdrawal

     Say no to all that waits of a file: the books stay as they are; a yes may follow.

    Args:
        file_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (Rejection): A no to all that a file takes back, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RejectedWithdrawal]
    """

    kwargs = _get_kwargs(
        file_id=file_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    file_id: str,
    *,
    client: AuthenticatedClient,
    body: Rejection,
    idempotency_key: str | Unset = "",
) -> Problem | RejectedWithdrawal | None:
    """Reject Withdrawal

     Say no to all that waits of a file: the books stay as they are; a yes may follow.

    Args:
        file_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (Rejection): A no to all that a file takes back, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RejectedWithdrawal
    """

    return sync_detailed(
        file_id=file_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    file_id: str,
    *,
    client: AuthenticatedClient,
    body: Rejection,
    idempotency_key: str | Unset = "",
) -> Response[Problem | RejectedWithdrawal]:
    """Reject Withdrawal

     Say no to all that waits of a file: the books stay as they are; a yes may follow.

    Args:
        file_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (Rejection): A no to all that a file takes back, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RejectedWithdrawal]
    """

    kwargs = _get_kwargs(
        file_id=file_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    file_id: str,
    *,
    client: AuthenticatedClient,
    body: Rejection,
    idempotency_key: str | Unset = "",
) -> Problem | RejectedWithdrawal | None:
    """Reject Withdrawal

     Say no to all that waits of a file: the books stay as they are; a yes may follow.

    Args:
        file_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (Rejection): A no to all that a file takes back, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RejectedWithdrawal
    """

    return (
        await asyncio_detailed(
            file_id=file_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
