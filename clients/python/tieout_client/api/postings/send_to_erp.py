from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.work import Work
from ...types import Response, Unset


def _get_kwargs(
    erp: str,
    *,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/erps/{erp}/sendings".format(
            erp=quote(str(erp), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Work:
    if response.status_code == 202:
        response_202 = Work.from_dict(response.json())

        return response_202

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Work]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    erp: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Response[Problem | Work]:
    """Send To Erp

     Ask for a run of write-back; it goes on beside the request until what became of each document is
    known.

    Args:
        erp (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Work]
    """

    kwargs = _get_kwargs(
        erp=erp,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    erp: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Problem | Work | None:
    """Send To Erp

     Ask for a run of write-back; it goes on beside the request until what became of each document is
    known.

    Args:
        erp (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Work
    """

    return sync_detailed(
        erp=erp,
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    erp: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Response[Problem | Work]:
    """Send To Erp

     Ask for a run of write-back; it goes on beside the request until what became of each document is
    known.

    Args:
        erp (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Work]
    """

    kwargs = _get_kwargs(
        erp=erp,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    erp: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Problem | Work | None:
    """Send To Erp

     Ask for a run of write-back; it goes on beside the request until what became of each document is
    known.

    Args:
        erp (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Work
    """

    return (
        await asyncio_detailed(
            erp=erp,
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
