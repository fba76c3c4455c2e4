package io.guildhall.chatlog;

/**
 * One thing that a chat export tells. All but {@link Bad} have an external id, which is
 * the same whenever the same file (or a longer export of the same chat) is read, and
 * differs within one chat; another chat may use it again.
 */
public sealed interface ChatRecord permits Spoke, Joined, Left, Renamed, Bad {

	/** The chat it belongs to. */
	Chat chat();

	/** The line at which it begins, from 1. */
	long line();

}
