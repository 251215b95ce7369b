from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_audit_item import PageAuditItem
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    audit_id: str,
    *,
    customer_number: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["customer_number"] = customer_number

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/audits/{audit_id}/items".format(
            audit_id=quote(str(audit_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageAuditItem | Problem:
    if response.status_code == 200:
        response_200 = PageAuditItem.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageAuditItem | Problem]:
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
    customer_number: str | Unset = "",
) -> Response[PageAuditItem | Problem]:
    """List Audit Items

     List a customer's items as they would stand without the posting; nobody's where no customer is
    given.

    Args:
        audit_id (str):
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageAuditItem | Problem]
    """

    kwargs = _get_kwargs(
        audit_id=audit_id,
        customer_number=customer_number,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    audit_id: str,
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
) -> PageAuditItem | Problem | None:
    """List Audit Items

     List a customer's items as they would stand without the posting; nobody's where no customer is
    given.

    Args:
        audit_id (str):
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageAuditItem | Problem
    """

    return sync_detailed(
        audit_id=audit_id,
        client=client,
        customer_number=customer_number,
    ).parsed


async def asyncio_detailed(
    audit_id: str,
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
) -> Response[PageAuditItem | Problem]:
    """List Audit Items

     List a customer's items as they would stand without the posting; nobody's where no customer is
    given.

    Args:
        audit_id (str):
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageAuditItem | Problem]
    """

    kwargs = _get_kwargs(
        audit_id=audit_id,
        customer_number=customer_number,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    audit_id: str,
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
) -> PageAuditItem | Problem | None:
    """List Audit Items

     List a customer's items as they would stand without the posting; nobody's where no customer is
    given.

    Args:
        audit_id (str):
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageAuditItem | Problem
    """

    return (
        await asyncio_detailed(
            audit_id=audit_id,
            client=client,
            customer_number=customer_number,
        )
    ).parsed
