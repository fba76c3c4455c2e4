package io.guildhall.link;

import java.io.UnsupportedEncodingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * Somebody without a login on a telephone, in English.
 *
 * @param address of their network
 */
public record Telephone(MockMvcTester mvc, String address) {

	private static final Pattern HIDDEN = Pattern
		.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

	/** Opens a page. */
	public MvcTestResult get(String path) {
		return mvc.get().uri(path).locale(Locale.ENGLISH).with(request -> {
			request.setRemoteAddr(address);
			return request;
		}).exchange();
	}

	/** Sends a form. */
	public MvcTestResult post(String path, Map<String, String> fields) {
		var request = mvc.post().uri(path).locale(Locale.ENGLISH).with(post -> {
			post.setRemoteAddr(address);
			return post;
		});
		fields.forEach(request::param);
		return request.exchange();
	}

	/** Follows what is wrong until no answer comes any more, or so often. */
	public MvcTestResult tryOften(String wrong, int times) {
		MvcTestResult answer = get(wrong);
		for (int i = 1; i < times && answer.getResponse().getStatus() == 404; i++) {
			answer = get(wrong);
		}
		return answer;
	}

	/** What the forms of a page carry besides what is typed. */
	public static Map<String, String> hidden(MvcTestResult page) {
		Map<String, String> fields = new HashMap<>();
		Matcher hidden = HIDDEN.matcher(text(page));
		while (hidden.find()) {
			fields.put(hidden.group(1), hidden.group(2));
		}
		return fields;
	}

	/** The page as it came. */
	public static String text(MvcTestResult page) {
		try {
			return page.getResponse().getContentAsString();
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
