package io.guildhall.link;

import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Lets in who follows a public link, without a login. The code alone tells whose link it
 * is; what is done behind it is done by the house, for that organization. It believes
 * nothing of a link before its signature, and counts what is wrong.
 */
@Slf4j
@Component
@RequiredArgsConstructor
public class LinkGate {

	private final PublicCodes codes;

	private final WrongLinks misses;

	private final LinkRows rows;

	private final OnBehalf onBehalf;

	/**
	 * Does something behind a signed link, for its organization.
	 * @param text what stands in the address
	 * @param address of who follows it
	 * @param work is told the link, and whom or what was signed
	 * @throws DomainException that of the door if it is none of ours, or for something
	 * else
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public <L extends LinkDoor.Opened, T extends @Nullable Object> T behind(LinkDoor<L> door, LinkPurpose purpose,
			String text, String address, BiFunction<L, UUID, T> work) {
		LinkToken token = LinkToken.read(text).orElseThrow(() -> wrong(door, null, address, "a broken address"));
		PublicCodes.Place place = place(door, token.code(), address);
		return onBehalf.ofSystem(place.organization(), () -> {
			L found = door.find()
				.apply(place.subject())
				.filter(one -> !purpose.personal() || one.link().kind() == LinkKind.PERSONAL)
				.orElseThrow(() -> wrong(door, null, address, "a link of the other kind"));
			PublicLink link = found.link();
			UUID named = token.named(purpose, link.key(), link.id())
				.orElseThrow(() -> wrong(door, link.id(), address, "a signature that is not ours"));
			return work.apply(found, named);
		});
	}

	/**
	 * Does something behind the link of a group, for its organization.
	 * @throws DomainException as {@link #behind}
	 */
	public <L extends LinkDoor.Opened, T> T open(LinkDoor<L> door, String code, String address, Function<L, T> work) {
		return look(door, code, address, found -> {
			if (found.link().kind() != LinkKind.GROUP) {
				throw wrong(door, null, address, "a link of the other kind");
			}
			return work.apply(found);
		});
	}

	/**
	 * Shows something to whoever has the code of a link, of whatever kind: nothing that
	 * is one member's.
	 * @throws DomainException as {@link #behind}
	 */
	public <L extends LinkDoor.Opened, T> T look(LinkDoor<L> door, String code, String address, Function<L, T> work) {
		PublicCodes.Place place = place(door, code, address);
		return onBehalf.ofSystem(place.organization(),
				() -> work.apply(door.find()
					.apply(place.subject())
					.orElseThrow(() -> wrong(door, null, address, "a code that leads nowhere"))));
	}

	/**
	 * Counts nothing; for what is guessed more easily than a signature.
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public void requireFree(LinkDoor<?> door, String address) {
		misses.requireFree(door.table().door(), address);
	}

	/**
	 * Counts something that is wrong, for who tries and on the link: there only as long
	 * as they are not locked out, or anybody moved the figure as far as they like. Ids
	 * only go into logs: no address, no token, nobody's name.
	 * @param link that it was tried on; null where there is none
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public void count(LinkDoor<?> door, @Nullable UUID link, String address, String what) {
		misses.count(door.table().door(), address);
		log.warn("Link {} of {} was followed with {}", (link != null) ? link : "(none)", door.table().door(), what);
		if (link != null) {
			rows.refused(door.table(), link);
		}
	}

	/** A form behind a link that looks like a machine's: counted on the link alone. */
	public void suspect(LinkDoor<?> door, UUID link, Object why) {
		log.warn("Link {} of {} was sent a form that is refused: {}", link, door.table().door(), why);
		rows.refused(door.table(), link);
	}

	private PublicCodes.Place place(LinkDoor<?> door, String code, String address) {
		return codes.find(door.table().door(), code)
			.orElseThrow(() -> wrong(door, null, address, "a code that there is none of"));
	}

	private DomainException wrong(LinkDoor<?> door, @Nullable UUID link, String address, String what) {
		count(door, link, address, what);
		return door.unknown().get();
	}

}
