package io.guildhall.shared.web;

import java.io.IOException;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

import jakarta.servlet.http.HttpServletResponse;

/**
 * A file that is written while it is made. Up to its first byte nothing of it is in the
 * answer, so that a refusal has an answer of its own, and does not come as a file.
 */
public final class Download extends OutputStream {

	private final HttpServletResponse response;

	private final String type;

	private final String name;

	private @Nullable OutputStream begun;

	/**
	 * A file.
	 * @param type of its content
	 * @param name under which it is kept; letters, digits, points and hyphens
	 */
	public Download(HttpServletResponse response, String type, String name) {
		this.response = response;
		this.type = type;
		this.name = name;
	}

	@Override
	public void write(int b) throws IOException {
		begun().write(b);
	}

	@Override
	public void write(byte[] bytes, int from, int length) throws IOException {
		begun().write(bytes, from, length);
	}

	@Override
	public void flush() throws IOException {
		if (begun != null) {
			begun.flush();
		}
	}

	private OutputStream begun() throws IOException {
		OutputStream output = begun;
		if (output == null) {
			response.setContentType(type);
			response.setHeader("Content-Disposition", "attachment; filename=" + name);
			output = response.getOutputStream();
			begun = output;
		}
		return output;
	}

}
