package io.guildhall.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotCaret;

/**
 * Somebody in front of Guildhall who reads one language in a window of one size, and who
 * finds things by what they are called. Of every page that is looked at: no error on the
 * console, no failed request, nothing wider than a phone, no violation of WCAG 2 AA. A
 * page with a problem, and the one that somebody did not get beyond, leaves a picture
 * under {@code target/screenshots}; each page that is looked at does with
 * {@code -Dguildhall.test.screenshots=true}.
 */
class Visitor implements AutoCloseable {

	private static final List<String> AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");

	/** Pages that axe has judged in this run, by window: it takes seconds. */
	private static final Set<String> JUDGED = new HashSet<>();

	/**
	 * Windows around which navigation and head were judged; they are the same on all
	 * pages.
	 */
	private static final Set<Window> JUDGED_AROUND = EnumSet.noneOf(Window.class);

	/** What makes a page wider than its window: null, or the elements that stick out. */
	private static final String TOO_WIDE = """
			() => {
				const width = window.innerWidth;
				if (document.documentElement.scrollWidth <= width && width <= screen.width) return null;
				return Array.from(document.querySelectorAll("body *"))
					.filter((element) => element.getBoundingClientRect().right > screen.width + 1
						&& !element.closest(".table-responsive, .visually-hidden"))
					.slice(0, 5).map((element) => element.outerHTML.slice(0, 160)).join(" | ")
					|| document.documentElement.scrollWidth + " px";
			}""";

	/**
	 * What axe finds against the rules with these tags, a line for each element. Asked in
	 * the page itself and for violations only: axe's own builder opens a second page to
	 * put together what a page of frames would have said, and carries all that passed.
	 * What it would load beforehand, styles and sounds, only rules about sounds and about
	 * turned screens would read. Nor does it write each element that it looks at down as
	 * HTML, the whole page several times among them: what is against a rule is read here.
	 */
	private static final String VIOLATIONS = """
			([tags, around]) => {
				axe.configure({ noHtml: true });
				return axe.run(around ? document : { exclude: ["aside", "header"] }, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false })
					.then((found) => found.violations.flatMap((rule) => rule.nodes
						.map((node) => `${rule.id} (${rule.help}): ${node.target} ${document.querySelector(node.target[0])?.outerHTML.slice(0, 300)}`)));
			}""";

	/**
	 * Draws the page twice, which is when it knows its width and what of it is seen,
	 * after as long as htmx takes to put in what came; and whether htmx is through with
	 * it then. A page that is not drawn does not keep anybody waiting.
	 */
	private static final String IS_THROUGH = """
			() => new Promise((done) => {
				const end = () => done(!document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling"));
				setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(end)), 50);
				setTimeout(end, 1000);
			})""";

	/**
	 * A picture and a judgement leave empty styles behind, which the page's policy would
	 * not let htmx carry over.
	 */
	private static final String TIDY = """
			() => document.querySelectorAll('[style=""]').forEach((left) => left.removeAttribute("style"))""";

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	/** Whether each page leaves a picture, and not only one with a problem. */
	private static final boolean PICTURES = Boolean.getBoolean("guildhall.test.screenshots");

	private final String base;

	private final Locale language;

	private final Window window;

	private final MessageSource texts;

	private final BrowserContext context;

	private final Page page;

	private final List<String> problems = new ArrayList<>();

	private final Set<Request> underway = new HashSet<>();

	/** Nothing was done to the page, and it did nothing, since it came to rest. */
	private boolean atRest;

	private boolean both;

	/** A problem was noted after the last picture. */
	private boolean unseen;

	private boolean leftInPeace;

	private int looks;

	private int clicks;

	Visitor(int port, Locale language, Window window, MessageSource texts) {
		this.base = "http://localhost:" + port;
		this.language = language;
		this.window = window;
		this.texts = texts;
		boolean phone = window == Window.PHONE;
		this.context = Chromium.get()
			.newContext(new Browser.NewContextOptions().setViewportSize(window.width(), window.height())
				.setIsMobile(phone)
				.setHasTouch(phone)
				.setLocale(language.toLanguageTag())
				.setTimezoneId("Asia/Shanghai")
				.setAcceptDownloads(true)
				// What moves is drawn sixty times a second, by a processor.
				.setReducedMotion(ReducedMotion.REDUCE)
				.setPermissions(List.of("clipboard-read", "clipboard-write")));
		this.context.setDefaultTimeout(15_000);
		this.page = this.context.newPage();
		this.page.onConsoleMessage(message -> {
			if (message.type().equals("error")) {
				note("console: " + message.text());
			}
		});
		this.page.onPageError(error -> note("script: " + error));
		this.page.onRequest(request -> {
			this.atRest = false;
			this.underway.add(request);
		});
		this.page.onRequestFinished(this::ended);
		this.page.onRequestFailed(this::failed);
		this.page.onResponse(this::answered);
		this.page.onDialog(this::agree);
		// What the page before was still fetching is given up without a word.
		this.page.onFrameNavigated(frame -> {
			if (frame.equals(this.page.mainFrame())) {
				this.atRest = false;
				this.underway.clear();
			}
		});
	}

	Page page() {
		this.atRest = false;
		return this.page;
	}

	Locale language() {
		return this.language;
	}

	/** What a key is called in the visitor's language. */
	String text(String key, Object... arguments) {
		return this.texts.getMessage(key, arguments, this.language);
	}

	Visitor open(String path) {
		this.atRest = false;
		this.page.navigate(this.base + path);
		return settled();
	}

	/** The path of the page that is shown. */
	String path() {
		return this.page.url().substring(this.base.length()).replaceFirst("[?#].*", "");
	}

	/**
	 * Waits until the page fetches nothing and was drawn since it last did: what it does
	 * on loading, on changes and when scrolled to is done then. A page that nobody
	 * touched since is still at rest.
	 */
	Visitor settled() {
		long until = System.nanoTime() + PATIENCE.toNanos();
		while (!this.atRest && System.nanoTime() < until) {
			this.page.waitForLoadState(LoadState.LOAD);
			// What begins or ends meanwhile says that it is not.
			this.atRest = true;
			if (!isThrough() || !this.underway.isEmpty()) {
				this.atRest = false;
			}
		}
		if (!this.atRest) {
			note("does not come to rest, waits for " + this.underway.stream().map(Request::url).toList());
			this.underway.clear();
		}
		return this;
	}

	private boolean isThrough() {
		try {
			return (boolean) this.page.evaluate(IS_THROUGH);
		}
		catch (PlaywrightException gone) {
			// The page is on its way to another.
			return false;
		}
	}

	/** Presses the button with this text, anywhere in the main part of the page. */
	Visitor press(String key, Object... arguments) {
		return press(main().getByRole(AriaRole.BUTTON,
				new Locator.GetByRoleOptions().setName(text(key, arguments)).setExact(true)));
	}

	/** Presses the first that is found. */
	Visitor press(Locator button) {
		this.clicks++;
		this.atRest = false;
		button.first().click();
		return begun().settled();
	}

	/**
	 * Waits until the page has had the time to begin what a click asked for: on a busy
	 * machine a form is sent later than a moment of rest lasts.
	 */
	private Visitor begun() {
		try {
			this.page.evaluate("() => new Promise((done) => setTimeout(() => setTimeout(done, 50), 0))");
		}
		catch (PlaywrightException gone) {
			// The page is on its way to another, which is what was waited for.
		}
		return this;
	}

	/** Follows the first link with this text in the main part of the page. */
	Visitor follow(String key, Object... arguments) {
		return followText(text(key, arguments));
	}

	/** Follows a link of the navigation, which a phone has to unfold first. */
	Visitor go(String key) {
		if (this.window == Window.PHONE) {
			press(this.page.locator(".navbar-toggler"));
		}
		return press(this.page.locator("aside")
			.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(text(key)).setExact(true)));
	}

	/**
	 * How often it was clicked so far: to choose from a list takes two, and to say yes to
	 * a question one.
	 */
	int clicks() {
		return this.clicks;
	}

	Visitor followText(String text) {
		this.clicks++;
		main()
			.getByRole(AriaRole.LINK,
					new Locator.GetByRoleOptions().setName(Pattern.compile("^\\s*" + escaped(text) + "\\s*$")))
			.first()
			.click();
		return begun().settled();
	}

	/** Writes into the field of a form. */
	Visitor write(String name, Object value) {
		this.clicks++;
		field(name).fill(String.valueOf(value));
		return this;
	}

	/** Chooses the option with this value. */
	Visitor choose(String name, String value) {
		this.clicks += 2;
		field(name).selectOption(value);
		return this;
	}

	/** Chooses the option whose text contains this. */
	Visitor chooseText(String name, String part) {
		this.clicks += 2;
		Locator field = field(name);
		String value = field.locator("option")
			.filter(new Locator.FilterOptions().setHasText(part))
			.first()
			.getAttribute("value");
		field.selectOption(value);
		return this;
	}

	Visitor check(String name, @Nullable String value) {
		this.clicks++;
		main()
			.locator((value != null) ? "[name='%s'][value='%s']".formatted(name, value)
					: "input[type=checkbox][name='%s']".formatted(name))
			.first()
			.check();
		return this;
	}

	/** Chooses a file to upload. */
	Visitor upload(String name, String fileName, String contentType, byte[] content) {
		this.clicks += 2;
		main().locator("input[type=file][name='%s']".formatted(name))
			.setInputFiles(new FilePayload(fileName, contentType, content));
		return this;
	}

	/** A field by its name: the first that one can see, else the first. */
	Locator field(String name) {
		Locator fields = main().locator("[name='%s']:not([type=hidden])".formatted(name));
		Locator visible = fields.locator("visible=true");
		return (visible.count() > 0) ? visible.first() : fields.first();
	}

	Locator main() {
		this.atRest = false;
		return this.page.locator("main");
	}

	/** Everything that the main part says. */
	String says() {
		return main().innerText();
	}

	/** The value of the figure of this name. */
	String figure(String key) {
		return main().locator(".figure")
			.filter(new Locator.FilterOptions()
				.setHas(this.page.locator(".figure-name").filter(new Locator.FilterOptions().setHasText(text(key)))))
			.first()
			.locator(".figure-value")
			.innerText()
			.strip();
	}

	/** Stays on pages that load themselves anew until one says this. */
	Visitor until(String text) {
		assertThat(main().getByText(text).first())
			.isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
		return settled();
	}

	/** Stays on the page of a job until it has ended well. */
	Visitor untilDone() {
		this.page.locator("[data-job=DONE]").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
		return settled();
	}

	Visitor sees(String text) {
		assertThat(main()).containsText(text);
		return this;
	}

	/** From now on each look is one through a phone's window as well. */
	Visitor lookThroughBoth() {
		this.both = true;
		return this;
	}

	/** Looks at the page: the checks, and a picture of this name where one is due. */
	Visitor look(String name) {
		settled();
		this.looks++;
		boolean touched = look(this.window, name);
		if (this.both) {
			resize(Window.PHONE);
			touched |= look(Window.PHONE, name);
			resize(this.window);
		}
		if (touched) {
			this.page.evaluate(TIDY);
		}
		return this;
	}

	private void resize(Window to) {
		this.page.setViewportSize(to.width(), to.height());
		this.atRest = false;
	}

	/** Whether it left something behind in the page. */
	private boolean look(Window through, String name) {
		settled();
		if (through == Window.PHONE) {
			Object wide = this.page.evaluate(TOO_WIDE);
			if (wide != null) {
				note("%s is too wide for a phone: %s".formatted(path(), wide));
			}
		}
		boolean judge = JUDGED.add(through + " " + name);
		if (judge) {
			if (this.page.evaluate("typeof axe").equals("undefined")) {
				this.page.evaluate(AxeBuilder.getAxeScript());
			}
			boolean around = this.page.locator("aside").count() == 0 || JUDGED_AROUND.add(through);
			((List<?>) this.page.evaluate(VIOLATIONS, List.of(AA, around)))
				.forEach(found -> note("axe on %s: %s".formatted(path(), found)));
		}
		boolean picture = PICTURES || this.unseen;
		if (picture) {
			picture(through, name);
		}
		return judge || picture;
	}

	private void picture(Window through, String name) {
		this.unseen = false;
		this.page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
			.setCaret(ScreenshotCaret.INITIAL)
			.setPath(Path.of("target", "screenshots",
					this.language.toLanguageTag() + "-" + through.name().toLowerCase(Locale.ROOT),
					"%02d-%s.png".formatted(this.looks, name))));
	}

	/** Does what is expected to be refused: its failed requests are no problem. */
	Visitor refused(Consumer<Visitor> action) {
		int before = this.problems.size();
		boolean unseenBefore = this.unseen;
		action.accept(this);
		settled();
		this.problems.subList(before, this.problems.size()).clear();
		this.unseen = unseenBefore;
		return this;
	}

	/** Fails where a page that was visited had a problem. */
	void saidNothingWrong() {
		assertThat(this.problems).as("problems of the pages").isEmpty();
		this.leftInPeace = true;
	}

	@Override
	public void close() {
		if (!this.leftInPeace) {
			try {
				picture(this.window, "last");
			}
			catch (PlaywrightException gone) {
				// What broke has a better reason than its picture.
			}
		}
		this.context.close();
	}

	private void note(String problem) {
		String full = "[%s] %s".formatted(this.page.url().replace(this.base, ""), problem);
		if (!this.problems.contains(full)) {
			this.problems.add(full);
			this.unseen = true;
		}
	}

	private void agree(Dialog question) {
		this.clicks++;
		question.accept();
	}

	private void ended(Request request) {
		this.atRest = false;
		this.underway.remove(request);
	}

	/** Who leaves a page gives up what it was fetching. */
	private void failed(Request request) {
		ended(request);
		if (request.url().startsWith(this.base) && !String.valueOf(request.failure()).contains("ERR_ABORTED")) {
			note("failed: " + request.url() + " " + request.failure());
		}
	}

	private void answered(Response response) {
		if (response.status() >= 400 && response.url().startsWith(this.base)) {
			note("%d: %s %s".formatted(response.status(), response.request().method(), response.url()));
		}
	}

	/** For a pattern that the browser reads: JavaScript knows no {@code \\Q}. */
	private static String escaped(String text) {
		return text.replaceAll("[.*+?^${}()|\\[\\]\\\\]", "\\\\$0");
	}

}
