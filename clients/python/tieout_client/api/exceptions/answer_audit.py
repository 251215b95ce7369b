from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.audit_answer import AuditAnswer
from ...models.audit_verdict import AuditVerdict
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    audit_id: str,
    *,
    body: AuditAnswer,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/audits/{audit_id}/answer".format(
            audit_id=quote(str(audit_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AuditVerdict | Problem:
    if response.status_code == 200:
        response_200 = AuditVerdict.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AuditVerdict | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    audit_id: str,
    *,
    client: AuthenticatedClient,
    body: AuditAnswer,
    idempotency_key: str | Unset = "",
) -> Response[AuditVerdict | Problem]:
    """Answer Audit

     Answer as if nothing had been posted; then the posting is shown, and undoing it offered where it
    differs.

    Args:
        audit_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (AuditAnswer): The reviewer's answer: what he would apply, whose account, not
            receivables, or that he leaves it for later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditVerdict | Problem]
    """

    kwargs = _get_kwargs(
        audit_id=audit_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    audit_id: str,
    *,
    client: AuthenticatedClient,
    body: AuditAnswer,
    idempotency_key: str | Unset = "",
) -> AuditVerdict | Problem | None:
    """Answer Audit

     Answer as if nothing had been posted; then the posting is shown, and undoing it offered where it
    differs.

    Args:
        audit_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (AuditAnswer): The reviewer's answer: what he would apply, whose account, not
            receivables, or that he leaves it for later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditVerdict | Problem
    """

    return sync_detailed(
        audit_id=audit_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    audit_id: str,
    *,
    client: AuthenticatedClient,
    body: AuditAnswer,
    idempotency_key: str | Unset = "",
) -> Response[AuditVerdict | Problem]:
    """Answer Audit

     Answer as if nothing had been posted; then the posting is shown, and undoing it offered where it
    differs.

    Args:
        audit_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (AuditAnswer): The reviewer's answer: what he would apply, whose account, not
            receivables, or that he leaves it for later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditVerdict | Problem]
    """

    kwargs = _get_kwargs(
        audit_id=audit_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    audit_id: str,
    *,
    client: AuthenticatedClient,
    body: AuditAnswer,
    idempotency_key: str | Unset = "",
) -> AuditVerdict | Problem | None:
    """Answer Audit

     Answer as if nothing had been posted; then the posting is shown, and undoing it offered where it
    differs.

    Args:
        audit_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (AuditAnswer): The reviewer's answer: what he would apply, whose account, not
            receivables, or that he leaves it for later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditVerdict | Problem
    """

    return (
        await asyncio_detailed(
            audit_id=audit_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
