package io.guildhall.chatlog;

/** What somebody sent. */
public enum SpeechKind {

	TEXT, IMAGE, VOICE, VIDEO, FILE, STICKER, LINK, RED_PACKET, TRANSFER, LOCATION, POLL, OTHER

}
