package io.guildhall.member;

/**
 * The colours that a tag may have; few, and each readable on light and on dark (4.5 to 1
 * at least, see app.css). The word always stands with it.
 */
public enum TagColor {

	GREY, RED, ORANGE, GREEN, TEAL, BLUE, PURPLE, PINK

}
