from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.audit_in_full import AuditInFull
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    audit_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/audits/{audit_id}".format(
            audit_id=quote(str(audit_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> AuditInFull | Problem:
    if response.status_code == 200:
        response_200 = AuditInFull.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AuditInFull | Problem]:
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
) -> Response[AuditInFull | Problem]:
    """Read Audit

     Read the bank's words of an audit that waits.

    Args:
        audit_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditInFull | Problem]
    """

    kwargs = _get_kwargs(
        audit_id=audit_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    audit_id: str,
    *,
    client: AuthenticatedClient,
) -> AuditInFull | Problem | None:
    """Read Audit

     Read the bank's words of an audit that waits.

    Args:
        audit_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditInFull | Problem
    """

    return sync_detailed(
        audit_id=audit_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    audit_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[AuditInFull | Problem]:
    """Read Audit

     Read the bank's words of an audit that waits.

    Args:
        audit_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditInFull | Problem]
    """

    kwargs = _get_kwargs(
        audit_id=audit_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    audit_id: str,
    *,
    client: AuthenticatedClient,
) -> AuditInFull | Problem | None:
    """Read Audit

     Read the bank's words of an audit that waits.

    Args:
        audit_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditInFull | Problem
    """

    return (
        await asyncio_detailed(
            audit_id=audit_id,
            client=client,
        )
    ).parsed
