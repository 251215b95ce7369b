from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.work import Work
from ...types import Response, Unset


def _get_kwargs(
    work_id: str,
    *,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/jobs/{work_id}/retry".format(
            work_id=quote(str(work_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Work:
    if response.status_code == 200:
        response_200 = Work.from_dict(response.json())

        return response_200

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
    work_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Response[Problem | Work]:
    """Retry Work

     Have work that is dead, or waits for its next try, tried now; any other is refused with 409.

    Args:
        work_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Work]
    """

    kwargs = _get_kwargs(
        work_id=work_id,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    work_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Problem | Work | None:
    """Retry Work

     Have work that is dead, or waits for its next try, tried now; any other is refused with 409.

    Args:
        work_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Work
    """

    return sync_detailed(
        work_id=work_id,
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    work_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Response[Problem | Work]:
    """Retry Work

     Have work that is dead, or waits for its next try, tried now; any other is refused with 409.

    Args:
        work_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Work]
    """

    kwargs = _get_kwargs(
        work_id=work_id,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    work_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Problem | Work | None:
    """Retry Work

     Have work that is dead, or waits for its next try, tried now; any other is refused with 409.

    Args:
        work_id (str):
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
            work_id=work_id,
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
