from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.new_verdict import NewVerdict
from ...models.problem import Problem
from ...models.verdict import Verdict
from ...types import Response, Unset


def _get_kwargs(
    request_id: str,
    *,
    body: NewVerdict,
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
        "url": "/v1/requests/{request_id}/verdict".format(
            request_id=quote(str(request_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Verdict:
    if response.status_code == 200:
        response_200 = Verdict.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Verdict]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    request_id: str,
    *,
    client: AuthenticatedClient,
    body: NewVerdict,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Problem | Verdict]:
    """Decide Request

     Approve a request and carry it out, or refuse it; who asked cannot.

    Args:
        request_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (NewVerdict): What a second person decides.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Verdict]
    """

    kwargs = _get_kwargs(
        request_id=request_id,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    request_id: str,
    *,
    client: AuthenticatedClient,
    body: NewVerdict,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Problem | Verdict | None:
    """Decide Request

     Approve a request and carry it out, or refuse it; who asked cannot.

    Args:
        request_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (NewVerdict): What a second person decides.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Verdict
    """

    return sync_detailed(
        request_id=request_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    request_id: str,
    *,
    client: AuthenticatedClient,
    body: NewVerdict,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Problem | Verdict]:
    """Decide Request

     Approve a request and carry it out, or refuse it; who asked cannot.

    Args:
        request_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (NewVerdict): What a second person decides.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Verdict]
    """

    kwargs = _get_kwargs(
        request_id=request_id,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    request_id: str,
    *,
    client: AuthenticatedClient,
    body: NewVerdict,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Problem | Verdict | None:
    """Decide Request

     Approve a request and carry it out, or refuse it; who asked cannot.

    Args:
        request_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (NewVerdict): What a second person decides.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Verdict
    """

    return (
        await asyncio_detailed(
            request_id=request_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
