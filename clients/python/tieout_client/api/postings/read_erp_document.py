from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_document import PageDocument
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    erp: str,
    reference: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/erps/{erp}/documents/{reference}".format(
            erp=quote(str(erp), safe=""),
            reference=quote(str(reference), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageDocument | Problem:
    if response.status_code == 200:
        response_200 = PageDocument.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    erp: str,
    reference: str,
    *,
    client: AuthenticatedClient,
) -> Response[PageDocument | Problem]:
    """Read Erp Document

     Read every state of one document, in order.

    Args:
        erp (str):
        reference (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDocument | Problem]
    """

    kwargs = _get_kwargs(
        erp=erp,
        reference=reference,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    erp: str,
    reference: str,
    *,
    client: AuthenticatedClient,
) -> PageDocument | Problem | None:
    """Read Erp Document

     Read every state of one document, in order.

    Args:
        erp (str):
        reference (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDocument | Problem
    """

    return sync_detailed(
        erp=erp,
        reference=reference,
        client=client,
    ).parsed


async def asyncio_detailed(
    erp: str,
    reference: str,
    *,
    client: AuthenticatedClient,
) -> Response[PageDocument | Problem]:
    """Read Erp Document

     Read every state of one document, in order.

    Args:
        erp (str):
        reference (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDocument | Problem]
    """

    kwargs = _get_kwargs(
        erp=erp,
        reference=reference,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    erp: str,
    reference: str,
    *,
    client: AuthenticatedClient,
) -> PageDocument | Problem | None:
    """Read Erp Document

     Read every state of one document, in order.

    Args:
        erp (str):
        reference (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDocument | Problem
    """

    return (
        await asyncio_detailed(
            erp=erp,
            reference=reference,
            client=client,
        )
    ).parsed
