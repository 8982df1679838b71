/** `…:function:<name>:<qualifier>/durable-execution/<execution name>/<id>` (AWS docs: durable execution ARN). */
export function executionNameOf(executionArn: string): string {
  return executionArn.split('/')[2] ?? executionArn;
}

/** Strips the qualifier from a function's name, partial ARN or ARN (Lambda API: FunctionName). */
export function unqualified(functionName: string): string {
  const [, bare] = /^((?:.*function:|\d{12}:)?[\w-]+)(?::[\w$.-]+)?$/.exec(functionName) ?? [];
  return bare ?? functionName;
}
