package io.guildhall.journey;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CLI;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;

/**
 * The browser of the journeys, one for the whole run: the system's own Chromium where one
 * is installed, else Playwright's, which is fetched unless
 * {@code PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD} is set.
 */
final class Chromium {

	private static final String SKIP = "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD";

	private static final List<String> NAMES = List.of("chromium-headless-shell", "chromium", "chromium-browser",
			"google-chrome", "google-chrome-stable");

	/** As root there is no sandbox; and a browser of tests calls nobody by itself. */
	private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu",
			"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
			"--no-first-run");

	private static @Nullable Browser browser;

	private static @Nullable String missing;

	private Chromium() {
	}

	/** Why there is no browser; null where there is one. */
	static synchronized @Nullable String missing() {
		if (browser == null && missing == null) {
			start();
		}
		return missing;
	}

	static synchronized Browser get() {
		if (missing() != null || browser == null) {
			throw new IllegalStateException(missing);
		}
		return browser;
	}

	private static void start() {
		Path installed = installed();
		try {
			if (installed == null && System.getenv(SKIP) == null) {
				download();
			}
			// The driver never fetches by itself: it would bring three browsers.
			Playwright playwright = Playwright
				.create(new Playwright.CreateOptions().setEnv(Map.of(SKIP, "1", "DEBIAN_FRONTEND", "noninteractive")));
			BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(FLAGS);
			if (installed != null) {
				options.setExecutablePath(installed);
			}
			browser = playwright.chromium().launch(options);
			SpringApplication.getShutdownHandlers().add(playwright::close);
		}
		catch (PlaywrightException | IOException ex) {
			missing = (installed != null) ? installed + " does not start: " + ex.getMessage()
					: "install chromium, or let Playwright fetch one (" + ex.getMessage() + ")";
		}
	}

	private static @Nullable Path installed() {
		return Stream.of((System.getenv("PATH") + File.pathSeparator + "/usr/bin").split(File.pathSeparator))
			.flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

	private static void download() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), CLI.class.getName(), "install", "chromium")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
				process.destroyForcibly();
				throw new IOException("Playwright cannot fetch its Chromium");
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

}
