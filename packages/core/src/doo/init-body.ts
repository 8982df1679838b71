/**
 * The JSON body of doo's init call (doo docs: Webhook initialization, body parameters). A call without
 * `webhook_configuration_id` reaches every configuration that exists at that moment, so the type requires it.
 */
export interface InitBody {
  readonly event_id?: number;
  readonly organization_id?: number;
  readonly webhook_configuration_id: string;
  readonly webhook_type?: readonly string[];
  readonly last_updated_after?: string;
  readonly last_updated_before?: string;
  readonly max_rate_per_min?: number;
}
