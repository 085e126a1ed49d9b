/** How many events the stage holds. */

/** Read with the page. */
export const FEED_FIRST = 100;
/** Kept in memory; older ones are read again when wanted. */
export const FEED_MOST = 2000;
