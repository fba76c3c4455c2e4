package io.guildhall.onboarding;

import org.springframework.stereotype.Component;

import io.guildhall.link.PublicSite;
import lombok.RequiredArgsConstructor;

/** Public links, of channels and of what else has a public page. */
@Component
@RequiredArgsConstructor
public class ChannelLinks {

	private final PublicSite site;

	/**
	 * The link of the page under a code.
	 * @param here where this application was asked, for where no other address is set
	 */
	public String of(String code, String here) {
		return to("/j/" + code, here);
	}

	/**
	 * The public link of a path.
	 * @param path begins with a slash
	 * @param here as for {@link #of}
	 */
	public String to(String path, String here) {
		return site.to(path, here);
	}

}
