from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.accept import Accept
from ...models.apply import Apply
from ...models.identify import Identify
from ...models.not_ar import NotAr
from ...models.on_account import OnAccount
from ...models.park import Park
from ...models.problem import Problem
from ...models.resolved_receipt import ResolvedReceipt
from ...models.undo import Undo
from ...types import UNSET, Response, Unset


def _get_kwargs(
    exception_id: str,
    *,
    body: Accept | Apply | Identify | NotAr | OnAccount | Park | Undo,
    also_settles: bool | Unset = True,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    if not isinstance(if_match, Unset):
        headers["if-match"] = if_match

    params: dict[str, Any] = {}

    params["also_settles"] = also_settles

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/exceptions/{exception_id}/resolution".format(
            exception_id=quote(str(exception_id), safe=""),
        ),
        "params": params,
    }

    if isinstance(body, Accept):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, Apply):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, Park):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, OnAccount):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, Identify):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, NotAr):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | ResolvedReceipt:
    if response.status_code == 200:
        response_200 = ResolvedReceipt.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | ResolvedReceipt]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    exception_id: str,
    *,
    client: AuthenticatedClient,
    body: Accept | Apply | Identify | NotAr | OnAccount | Park | Undo,
    also_settles: bool | Unset = True,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Problem | ResolvedReceipt]:
    """Resolve Exception

     Decide: accept a rank, apply by hand, park, put on account, name the payer, take out of receivables,
    or undo.

    Args:
        exception_id (str):
        also_settles (bool | Unset):  Default: True.
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Accept | Apply | Identify | NotAr | OnAccount | Park | Undo):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ResolvedReceipt]
    """

    kwargs = _get_kwargs(
        exception_id=exception_id,
        body=body,
        also_settles=also_settles,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    exception_id: str,
    *,
    client: AuthenticatedClient,
    body: Accept | Apply | Identify | NotAr | OnAccount | Park | Undo,
    also_settles: bool | Unset = True,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Problem | ResolvedReceipt | None:
    """Resolve Exception

     Decide: accept a rank, apply by hand, park, put on account, name the payer, take out of receivables,
    or undo.

    Args:
        exception_id (str):
        also_settles (bool | Unset):  Default: True.
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Accept | Apply | Identify | NotAr | OnAccount | Park | Undo):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ResolvedReceipt
    """

    return sync_detailed(
        exception_id=exception_id,
        client=client,
        body=body,
        also_settles=also_settles,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    exception_id: str,
    *,
    client: AuthenticatedClient,
    body: Accept | Apply | Identify | NotAr | OnAccount | Park | Undo,
    also_settles: bool | Unset = True,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Response[Problem | ResolvedReceipt]:
    """Resolve Exception

     Decide: accept a rank, apply by hand, park, put on account, name the payer, take out of receivables,
    or undo.

    Args:
        exception_id (str):
        also_settles (bool | Unset):  Default: True.
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Accept | Apply | Identify | NotAr | OnAccount | Park | Undo):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ResolvedReceipt]
    """

    kwargs = _get_kwargs(
        exception_id=exception_id,
        body=body,
        also_settles=also_settles,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    exception_id: str,
    *,
    client: AuthenticatedClient,
    body: Accept | Apply | Identify | NotAr | OnAccount | Park | Undo,
    also_settles: bool | Unset = True,
    idempotency_key: str | Unset = "",
    if_match: str | Unset = "",
) -> Problem | ResolvedReceipt | None:
    """Resolve Exception

     Decide: accept a rank, apply by hand, park, put on account, name the payer, take out of receivables,
    or undo.

    Args:
        exception_id (str):
        also_settles (bool | Unset):  Default: True.
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.
        body (Accept | Apply | Identify | NotAr | OnAccount | Park | Undo):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ResolvedReceipt
    """

    return (
        await asyncio_detailed(
            exception_id=exception_id,
            client=client,
            body=body,
            also_settles=also_settles,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
