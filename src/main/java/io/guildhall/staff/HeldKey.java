package io.guildhall.staff;

/**
 * A key whose maker is still there.
 *
 * @param role of the maker, which bounds what the key may do
 */
record HeldKey(ApiKey key, Role role) {
}
