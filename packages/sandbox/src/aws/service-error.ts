/** The AWS errors that the peers respond with, and their HTTP status. */
const STATUS = {
  AccessDeniedException: 400,
  CallbackTimeoutException: 400,
  DurableExecutionAlreadyStartedException: 409,
  ExpiredTokenException: 403,
  InternalServiceError: 500,
  InvalidParameterException: 400,
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  InvalidRequestException: 400,
  RequestTooLargeException: 413,
  ResourceNotFoundException: 404,
  ServiceException: 500,
  TooManyRequestsException: 429,
  UnrecognizedClientException: 403,
} as const;

/** Errors whose message member is lower case in the Lambda API model. */
const LOWER_CASE_MESSAGE = new Set<ServiceErrorType>([
  'InvalidParameterValueException',
  'InvalidRequestContentException',
  'RequestTooLargeException',
  'TooManyRequestsException',
]);

export type ServiceErrorType = keyof typeof STATUS;

/** An error returned to the caller of an AWS API as that API's own. */
export class ServiceError extends Error {
  readonly type: ServiceErrorType;
  readonly status: number;

  constructor(type: ServiceErrorType, message: string, status: number = STATUS[type]) {
    super(message);
    this.name = 'ServiceError';
    this.type = type;
    this.status = status;
  }
}

/** A REST-JSON error response as the AWS SDK parses it: type in a header, message in the body. */
export function toRestJsonError(error: ServiceError): Response {
  const member = LOWER_CASE_MESSAGE.has(error.type) ? 'message' : 'Message';
  const body = { Type: error.status < 500 ? 'User' : 'Service', [member]: error.message };
  return Response.json(body, {
    status: error.status,
    headers: { 'x-amzn-errortype': error.type },
  });
}

/** An awsJson1_1 error response as the AWS SDK parses it: type and message in the body. */
export function toJsonRpcError(error: ServiceError): Response {
  return new Response(JSON.stringify({ __type: error.type, Message: error.message }), {
    status: error.status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.type },
  });
}
