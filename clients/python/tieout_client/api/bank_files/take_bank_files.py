from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.bank_file import BankFile
from ...models.bank_files import BankFiles
from ...models.body_take_bank_files import BodyTakeBankFiles
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    *,
    body: BodyTakeBankFiles,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/bank-files",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BankFile | BankFiles | Problem:
    if response.status_code == 202:

        def _parse_response_202(data: object) -> BankFile | BankFiles:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_202_type_0 = BankFile.from_dict(data)

                return response_202_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_202_type_1 = BankFiles.from_dict(data)

            return response_202_type_1

        response_202 = _parse_response_202(response.json())

        return response_202

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[BankFile | BankFiles | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: BodyTakeBankFiles,
    idempotency_key: str | Unset = "",
) -> Response[BankFile | BankFiles | Problem]:
    """Take Bank Files

     Take one file or several, an archive as the files in it; matching follows on its own.

    One file answers with itself, several with a list of those taken and those refused. A file is known
    by its content,
    never by its name; the same bytes again are refused with `file_already_taken`. Where nothing could
    be taken, the
    first refusal is the answer.

    Args:
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (BodyTakeBankFiles):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BankFile | BankFiles | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: BodyTakeBankFiles,
    idempotency_key: str | Unset = "",
) -> BankFile | BankFiles | Problem | None:
    """Take Bank Files

     Take one file or several, an archive as the files in it; matching follows on its own.

    One file answers with itself, several with a list of those taken and those refused. A file is known
    by its content,
    never by its name; the same bytes again are refused with `file_already_taken`. Where nothing could
    be taken, the
    first refusal is the answer.

    Args:
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (BodyTakeBankFiles):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BankFile | BankFiles | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: BodyTakeBankFiles,
    idempotency_key: str | Unset = "",
) -> Response[BankFile | BankFiles | Problem]:
    """Take Bank Files

     Take one file or several, an archive as the files in it; matching follows on its own.

    One file answers with itself, several with a list of those taken and those refused. A file is known
    by its content,
    never by its name; the same bytes again are refused with `file_already_taken`. Where nothing could
    be taken, the
    first refusal is the answer.

    Args:
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (BodyTakeBankFiles):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BankFile | BankFiles | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: BodyTakeBankFiles,
    idempotency_key: str | Unset = "",
) -> BankFile | BankFiles | Problem | None:
    """Take Bank Files

     Take one file or several, an archive as the files in it; matching follows on its own.

    One file answers with itself, several with a list of those taken and those refused. A file is known
    by its content,
    never by its name; the same bytes again are refused with `file_already_taken`. Where nothing could
    be taken, the
    first refusal is the answer.

    Args:
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (BodyTakeBankFiles):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BankFile | BankFiles | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
