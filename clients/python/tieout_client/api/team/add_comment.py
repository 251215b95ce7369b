from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.comment import Comment
from ...models.new_comment import NewComment
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    customer_number: str,
    *,
    body: NewComment,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/customers/{customer_number}/comments".format(
            customer_number=quote(str(customer_number), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Comment | Problem:
    if response.status_code == 201:
        response_201 = Comment.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Comment | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    customer_number: str,
    *,
    client: AuthenticatedClient,
    body: NewComment,
    idempotency_key: str | Unset = "",
) -> Response[Comment | Problem]:
    """Add Comment

     Say something of a customer; it stays.

    Args:
        customer_number (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewComment): What is said of a customer.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Comment | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer_number: str,
    *,
    client: AuthenticatedClient,
    body: NewComment,
    idempotency_key: str | Unset = "",
) -> Comment | Problem | None:
    """Add Comment

     Say something of a customer; it stays.

    Args:
        customer_number (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewComment): What is said of a customer.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Comment | Problem
    """

    return sync_detailed(
        customer_number=customer_number,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    customer_number: str,
    *,
    client: AuthenticatedClient,
    body: NewComment,
    idempotency_key: str | Unset = "",
) -> Response[Comment | Problem]:
    """Add Comment

     Say something of a customer; it stays.

    Args:
        customer_number (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewComment): What is said of a customer.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Comment | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer_number: str,
    *,
    client: AuthenticatedClient,
    body: NewComment,
    idempotency_key: str | Unset = "",
) -> Comment | Problem | None:
    """Add Comment

     Say something of a customer; it stays.

    Args:
        customer_number (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewComment): What is said of a customer.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Comment | Problem
    """

    return (
        await asyncio_detailed(
            customer_number=customer_number,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
