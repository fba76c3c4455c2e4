package io.guildhall.challenge;

/** Why a picture was not taken. */
public enum PictureRefusal {

	/** The file has too many bytes. */
	TOO_LARGE,
	/** Unfolded it would be too large, however small the file is. */
	TOO_MANY_PIXELS,
	/** It is no picture of a kind that is taken, or broken. */
	NO_PICTURE

}
