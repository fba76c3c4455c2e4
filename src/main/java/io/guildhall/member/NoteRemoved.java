package io.guildhall.member;

import java.util.UUID;

/** A note on a member is no more, nor are its words anywhere. */
public record NoteRemoved(UUID note) {
}
