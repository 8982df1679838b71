/** A resource as registered with its provider, with secrets unwrapped and ARNs made up. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly retainOnDelete: boolean;
  /** Whether Pulumi refuses to delete or replace it. */
  readonly protect: boolean;
}

/** What SST would be asked to build or package. */
export interface BuildRequest {
  readonly functionID: string;
  readonly bundle?: string;
  readonly handler: string;
  readonly links: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly copyFiles: readonly unknown[];
}

/** The result of synthesizing one stage. */
export interface Graph {
  readonly app: {
    readonly name: string;
    readonly stage: string;
    readonly home: string;
    readonly protect: boolean;
    readonly removal: string;
    readonly providers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly Resource[];
  readonly builds: readonly BuildRequest[];
}

export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';

/** The resources of one type, such as `aws:lambda/function:Function`. */
export function ofType(graph: Graph, type: string): readonly Resource[] {
  return graph.resources.filter((resource) => resource.type === type);
}

/** @throws Error unless the graph has exactly one resource of that type and name */
export function theOne(graph: Graph, type: string, name: string): Resource {
  const found = ofType(graph, type).filter((resource) => resource.name === name);
  const [resource] = found;
  if (resource === undefined || found.length > 1)
    throw new Error(`${found.length} resources ${type} ${name}`);
  return resource;
}
