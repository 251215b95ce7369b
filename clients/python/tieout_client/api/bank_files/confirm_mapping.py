from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.body_confirm_mapping import BodyConfirmMapping
from ...models.mapping import Mapping
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    *,
    body: BodyConfirmMapping,
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
        "url": "/v1/mappings",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Mapping | Problem:
    if response.status_code == 201:
        response_201 = Mapping.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Mapping | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: BodyConfirmMapping,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Mapping | Problem]:
    """Confirm Mapping

     Confirm how the table, and every one with its columns, is read. Refused while anything it asks is
    open.

    `If-Match` is the tag of the list of mappings. Where two people decide it, it counts once
    `request_id` is approved.

    Args:
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (BodyConfirmMapping):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Mapping | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: BodyConfirmMapping,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Mapping | Problem | None:
    """Confirm Mapping

     Confirm how the table, and every one with its columns, is read. Refused while anything it asks is
    open.

    `If-Match` is the tag of the list of mappings. Where two people decide it, it counts once
    `request_id` is approved.

    Args:
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (BodyConfirmMapping):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Mapping | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: BodyConfirmMapping,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Mapping | Problem]:
    """Confirm Mapping

     Confirm how the table, and every one with its columns, is read. Refused while anything it asks is
    open.

    `If-Match` is the tag of the list of mappings. Where two people decide it, it counts once
    `request_id` is approved.

    Args:
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (BodyConfirmMapping):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Mapping | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: BodyConfirmMapping,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Mapping | Problem | None:
    """Confirm Mapping

     Confirm how the table, and every one with its columns, is read. Refused while anything it asks is
    open.

    `If-Match` is the tag of the list of mappings. Where two people decide it, it counts once
    `request_id` is approved.

    Args:
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (BodyConfirmMapping):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Mapping | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
