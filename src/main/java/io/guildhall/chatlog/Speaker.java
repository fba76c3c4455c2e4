package io.guildhall.chatlog;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Somebody in a chat, as the file knows them.
 *
 * @param carrier the code of the carrier
 * @param accountId the carrier's id of the account ({@code user123}, a wxid, a QQ number,
 * a phone number), or null where the file only shows a name: then the name means somebody
 * within that group only
 * @param displayName the name shown
 * @param titles what the carrier had put in front of the name, such as 管理员
 */
public record Speaker(String carrier, @Nullable String accountId, String displayName, List<String> titles) {

	/** Whether only the name is known, which holds within one group. */
	public boolean isByName() {
		return this.accountId == null;
	}

	/** The account id, or the name where there is none. */
	public String handle() {
		return (this.accountId != null) ? this.accountId : this.displayName;
	}

	/**
	 * {@code wechat:wxid_…} and the like, else {@code name:…}, to which the group must be
	 * added.
	 */
	public String identityKey() {
		return ((this.accountId != null) ? this.carrier.toLowerCase(Locale.ROOT) : "name") + ":" + handle();
	}

	static Speaker named(String carrier, String name) {
		return new Speaker(carrier, null, name, List.of());
	}

}
