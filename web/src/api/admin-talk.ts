/** What administrators read of letters, reviews, messages to support and reported conversations, one entry a list. */
import { type Asked, pagesOf, pagesUnder } from './admin';
import { answerOf, api } from './client';

export const supportThreadsQuery = (asked: Asked<'listSupportThreads'>) =>
  pagesOf(['support', asked], (part, signal) =>
    answerOf(api.GET('/admin/support/conversations', { params: { query: { ...asked, ...part } }, signal })),
  );

export const supportMessagesQuery = (userId: string) =>
  pagesOf(['support', userId, 'messages'], (part, signal) =>
    answerOf(
      api.GET('/admin/support/conversations/{userId}', {
        params: { path: { userId }, query: part },
        signal,
      }),
    ),
  );

export const conversationReportsQuery = (asked: Asked<'listConversationReports'>) =>
  pagesOf(['message-reports', asked], (part, signal) =>
    answerOf(api.GET('/admin/message-reports', { params: { query: { ...asked, ...part } }, signal })),
  );

/** Each reading is kept in the action log, and none is allowed once it is decided: no act and no window reads it anew. */
export const reportedMessagesQuery = (id: string) => ({
  ...pagesUnder(['reported-conversation', id], (part, signal) =>
    answerOf(
      api.GET('/admin/message-reports/{id}/messages', { params: { path: { id }, query: part }, signal }),
    ),
  ),
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
});

export const lettersQuery = (asked: Asked<'listLetters'>) =>
  pagesOf(['mail', asked], (part, signal) =>
    answerOf(api.GET('/admin/mail', { params: { query: { ...asked, ...part } }, signal })),
  );

export const suppressionsQuery = pagesOf(['mail', 'suppressions'], (part, signal) =>
  answerOf(api.GET('/admin/mail/suppressions', { params: { query: part }, signal })),
);

export const reviewsToModerateQuery = (asked: Asked<'listReviewsToModerate'>) =>
  pagesOf(['reviews', asked], (part, signal) =>
    answerOf(api.GET('/admin/reviews', { params: { query: { ...asked, ...part } }, signal })),
  );

export const waiversQuery = (asked: Asked<'listOutOfServiceWaivers'>) =>
  pagesOf(['waivers', asked], (part, signal) =>
    answerOf(api.GET('/admin/out-of-service-waivers', { params: { query: { ...asked, ...part } }, signal })),
  );

export const allEndpointsQuery = (asked: Asked<'listAllWebhookEndpoints'>) =>
  pagesOf(['webhook-endpoints', asked], (part, signal) =>
    answerOf(api.GET('/admin/webhook-endpoints', { params: { query: { ...asked, ...part } }, signal })),
  );
