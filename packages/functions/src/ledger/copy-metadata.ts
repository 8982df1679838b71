import type { MessageMetadata } from '@slack/types';
import { METADATA } from '../messages/ids.ts';
import type { Origin } from './card-metadata.ts';

/** The metadata of what was a second card, version 1: it is none any more, and names the one that is. */
export function copyMetadata(
  { executionName, executionArn }: Origin,
  cardTs: string,
): MessageMetadata {
  return {
    event_type: METADATA.copy,
    event_payload: { v: 1, execution: executionName, execution_arn: executionArn, card: cardTs },
  };
}
