from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.card_operation import CardOperation
from ...models.new_capture import NewCapture
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    operation_id: str,
    *,
    body: NewCapture,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/cards/authorisations/{operation_id}/captures".format(
            operation_id=quote(str(operation_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CardOperation | Problem:
    if response.status_code == 201:
        response_201 = CardOperation.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CardOperation | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    operation_id: str,
    *,
    client: AuthenticatedClient,
    body: NewCapture,
    idempotency_key: str | Unset = "",
) -> Response[CardOperation | Problem]:
    """Capture Card

     Capture the value of a shipment; the rest is authorised anew unless it is final.

    Args:
        operation_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewCapture): The value of a shipment; the rest is authorised anew unless it is
            final. It settles the document, if named.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CardOperation | Problem]
    """

    kwargs = _get_kwargs(
        operation_id=operation_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    operation_id: str,
    *,
    client: AuthenticatedClient,
    body: NewCapture,
    idempotency_key: str | Unset = "",
) -> CardOperation | Problem | None:
    """Capture Card

     Capture the value of a shipment; the rest is authorised anew unless it is final.

    Args:
        operation_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewCapture): The value of a shipment; the rest is authorised anew unless it is
            final. It settles the document, if named.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CardOperation | Problem
    """

    return sync_detailed(
        operation_id=operation_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    operation_id: str,
    *,
    client: AuthenticatedClient,
    body: NewCapture,
    idempotency_key: str | Unset = "",
) -> Response[CardOperation | Problem]:
    """Capture Card

     Capture the value of a shipment; the rest is authorised anew unless it is final.

    Args:
        operation_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewCapture): The value of a shipment; the rest is authorised anew unless it is
            final. It settles the document, if named.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CardOperation | Problem]
    """

    kwargs = _get_kwargs(
        operation_id=operation_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    operation_id: str,
    *,
    client: AuthenticatedClient,
    body: NewCapture,
    idempotency_key: str | Unset = "",
) -> CardOperation | Problem | None:
    """Capture Card

     Capture the value of a shipment; the rest is authorised anew unless it is final.

    Args:
        operation_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewCapture): The value of a shipment; the rest is authorised anew unless it is
            final. It settles the document, if named.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CardOperation | Problem
    """

    return (
        await asyncio_detailed(
            operation_id=operation_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
