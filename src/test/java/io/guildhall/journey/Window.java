package io.guildhall.journey;

/** The window that somebody looks through. */
public enum Window {

	DESKTOP(1280, 800), PHONE(390, 844);

	private final int width;

	private final int height;

	Window(int width, int height) {
		this.width = width;
		this.height = height;
	}

	/** How wide it is, in CSS pixels. */
	int width() {
		return this.width;
	}

	/** How high it is, in CSS pixels. */
	int height() {
		return this.height;
	}

}
