package io.guildhall.member;

/**
 * A tag as it is shown.
 *
 * @param members how many have it, of those whom who asks may see
 * @param retired whether it is put on no more
 */
public record TagDetails(String tag, TagColor color, long members, boolean retired) {
}
