from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.new_acceptance import NewAcceptance
from ...models.problem import Problem
from ...models.waiting import Waiting
from ...types import Response, Unset


def _get_kwargs(
    conflict_id: str,
    *,
    body: NewAcceptance,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/duty-conflicts/{conflict_id}/acceptance".format(
            conflict_id=quote(str(conflict_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Waiting:
    if response.status_code == 202:
        response_202 = Waiting.from_dict(response.json())

        return response_202

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Waiting]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    conflict_id: str,
    *,
    client: AuthenticatedClient,
    body: NewAcceptance,
    idempotency_key: str | Unset = "",
) -> Response[Problem | Waiting]:
    """Ask Duty Exception

     Ask to let a conflict of duties stand until a day; a second person, not whom it is about, decides.

    Args:
        conflict_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewAcceptance): Until when a conflict of duties may stand, and what is looked at
            instead.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Waiting]
    """

    kwargs = _get_kwargs(
        conflict_id=conflict_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    conflict_id: str,
    *,
    client: AuthenticatedClient,
    body: NewAcceptance,
    idempotency_key: str | Unset = "",
) -> Problem | Waiting | None:
    """Ask Duty Exception

     Ask to let a conflict of duties stand until a day; a second person, not whom it is about, decides.

    Args:
        conflict_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewAcceptance): Until when a conflict of duties may stand, and what is looked at
            instead.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Waiting
    """

    return sync_detailed(
        conflict_id=conflict_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    conflict_id: str,
    *,
    client: AuthenticatedClient,
    body: NewAcceptance,
    idempotency_key: str | Unset = "",
) -> Response[Problem | Waiting]:
    """Ask Duty Exception

     Ask to let a conflict of duties stand until a day; a second person, not whom it is about, decides.

    Args:
        conflict_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewAcceptance): Until when a conflict of duties may stand, and what is looked at
            instead.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Waiting]
    """

    kwargs = _get_kwargs(
        conflict_id=conflict_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    conflict_id: str,
    *,
    client: AuthenticatedClient,
    body: NewAcceptance,
    idempotency_key: str | Unset = "",
) -> Problem | Waiting | None:
    """Ask Duty Exception

     Ask to let a conflict of duties stand until a day; a second person, not whom it is about, decides.

    Args:
        conflict_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewAcceptance): Until when a conflict of duties may stand, and what is looked at
            instead.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Waiting
    """

    return (
        await asyncio_detailed(
            conflict_id=conflict_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
