package io.guildhall.chatlog;

/** The time of day as lines of IRC logs show it. */
final class IrcTime {

	private IrcTime() {
	}

	/** The minutes of {@code [HH:MM]} or {@code [HH:MM:SS]}, or -1. */
	static int bracketed(String line) {
		if (line.length() < 7 || line.charAt(0) != '[') {
			return -1;
		}
		return (line.charAt(6) == ']' || line.charAt(6) == ':') ? minutes(line, 1) : -1;
	}

	/** The minutes of {@code HH:MM} from there, or -1. */
	static int minutes(String line, int start) {
		if (line.length() < start + 5 || line.charAt(start + 2) != ':' || !isDigit(line.charAt(start))
				|| !isDigit(line.charAt(start + 1)) || !isDigit(line.charAt(start + 3))
				|| !isDigit(line.charAt(start + 4))) {
			return -1;
		}
		int hour = (line.charAt(start) - '0') * 10 + line.charAt(start + 1) - '0';
		int minute = (line.charAt(start + 3) - '0') * 10 + line.charAt(start + 4) - '0';
		return (hour < 24 && minute < 60) ? hour * 60 + minute : -1;
	}

	static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

}
