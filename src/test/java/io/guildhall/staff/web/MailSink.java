package io.guildhall.staff.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A mail server that takes every letter and delivers none. */
final class MailSink {

	private final ServerSocket server;

	private final BlockingQueue<String> letters = new LinkedBlockingQueue<>();

	MailSink() {
		try {
			server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::serve, "mail-sink");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return server.getLocalPort();
	}

	/** The next letter as it was sent, head and all. */
	String next() {
		try {
			String letter = letters.poll(20, TimeUnit.SECONDS);
			if (letter == null) {
				throw new IllegalStateException("No letter came");
			}
			return letter;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void serve() {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				talk(socket);
			}
			catch (IOException ex) {
				// Whoever spoke has gone; the next one may come.
			}
		}
	}

	private void talk(Socket socket) throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
		OutputStream out = socket.getOutputStream();
		say(out, "220 sink");
		String line = in.readLine();
		while (line != null && !line.startsWith("QUIT")) {
			if (line.startsWith("DATA")) {
				say(out, "354 go on");
				letters.add(read(in));
			}
			say(out, "250 sink");
			line = in.readLine();
		}
		say(out, "221 bye");
	}

	private static String read(BufferedReader in) throws IOException {
		StringBuilder letter = new StringBuilder();
		for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
			letter.append(line).append('\n');
		}
		return letter.toString();
	}

	private static void say(OutputStream out, String line) throws IOException {
		out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

}
