//! Things that follow each other, put together as long as there is room.

/// Returns groups of what `items` has, in its order, of a size of `most` at most each. What is larger by itself is a group of
/// its own.
pub(crate) fn packed<T>(items: impl IntoIterator<Item = T>, most: usize, size: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    let mut room = 0;
    for item in items {
        let own = size(&item);
        match groups.last_mut().filter(|_| own <= room) {
            Some(group) => group.push(item),
            None => {
                groups.push(vec![item]);
                room = most;
            }
        }
        room = room.saturating_sub(own);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_takes_what_it_has_room_for() {
        let of = |sizes: &[usize]| packed(sizes.to_vec(), 10, |size| *size);
        assert_eq!(of(&[]), [[0; 0]; 0]);
        assert_eq!(of(&[4, 6, 1, 25, 9, 2]), [vec![4, 6], vec![1], vec![25], vec![9], vec![2]]);
    }
}
