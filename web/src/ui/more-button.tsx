/** Brings the next part of a list, where there is one. */
import { Button } from '@mantine/core';
import { words } from '../words';

interface Props {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): unknown };
}

export const MoreButton = ({ list }: Props) =>
  list.hasNextPage ? (
    <div>
      <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
        {words.common.more}
      </Button>
    </div>
  ) : null;
