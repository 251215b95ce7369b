from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.changes import Changes
from ...models.new_facts import NewFacts
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    customer_number: str,
    *,
    body: NewFacts,
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
        "url": "/v1/customers/{customer_number}/changes".format(
            customer_number=quote(str(customer_number), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Changes | Problem:
    if response.status_code == 200:
        response_200 = Changes.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Changes | Problem]:
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
    body: NewFacts,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Changes | Problem]:
    """Change Customer

     Change facts; names, parent, terms, credit limit, tax id and DUNS wait for a second person.

    Args:
        customer_number (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (NewFacts): Facts that change, who changes them and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Changes | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer_number: str,
    *,
    client: AuthenticatedClient,
    body: NewFacts,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Changes | Problem | None:
    """Change Customer

     Change facts; names, parent, terms, credit limit, tax id and DUNS wait for a second person.

    Args:
        customer_number (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (NewFacts): Facts that change, who changes them and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Changes | Problem
    """

    return sync_detailed(
        customer_number=customer_number,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    customer_number: str,
    *,
    client: AuthenticatedClient,
    body: NewFacts,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Changes | Problem]:
    """Change Customer

     Change facts; names, parent, terms, credit limit, tax id and DUNS wait for a second person.

    Args:
        customer_number (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (NewFacts): Facts that change, who changes them and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Changes | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer_number: str,
    *,
    client: AuthenticatedClient,
    body: NewFacts,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Changes | Problem | None:
    """Change Customer

     Change facts; names, parent, terms, credit limit, tax id and DUNS wait for a second person.

    Args:
        customer_number (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (NewFacts): Facts that change, who changes them and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Changes | Problem
    """

    return (
        await asyncio_detailed(
            customer_number=customer_number,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
