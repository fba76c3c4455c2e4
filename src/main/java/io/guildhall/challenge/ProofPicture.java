package io.guildhall.challenge;

import io.guildhall.file.DrawnPicture;

/**
 * A picture that shows what somebody did, drawn anew from what they sent.
 *
 * @param full as it is judged
 * @param small as it is shown among others
 */
public record ProofPicture(DrawnPicture full, DrawnPicture small) {
}
